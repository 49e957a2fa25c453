package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.machine.Machine;
import dev.baton.load.measure.Second;
import dev.baton.load.measure.Window;
import dev.baton.load.plan.Plan;
import dev.baton.load.record.Book;
import dev.baton.load.sockets.Traffic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run has shown.
 *
 * @param plan what was played, against the server that it was played against
 * @param window null where the scenario measured no rate
 * @param missed what the scenario was to reach and has not
 * @param figures what only this scenario measures
 */
public record Outcome(
    Plan plan,
    Book book,
    Traffic traffic,
    @Nullable Window window,
    List<Second> seconds,
    ReadBack readBack,
    Machine machine,
    List<String> missed,
    ObjectNode figures) {}
