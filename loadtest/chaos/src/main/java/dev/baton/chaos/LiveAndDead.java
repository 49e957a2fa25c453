package dev.baton.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.chaos.victims.ServerProcess;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Customers;
import java.util.concurrent.TimeUnit;

/**
 * The same load with an agent that answers and with one that never does, in turns on one server:
 * how long customers wait for their acknowledgements.
 */
final class LiveAndDead {
  private static final int TURNS = 3;
  private static final int TURN_SECONDS = 20;

  private final Times live = new Times();
  private final Times dead = new Times();
  private volatile boolean agentDead;
  private volatile boolean measuring;

  void seen(Api.Answer answer) {
    if (measuring && answer.ok() && answer.path().equals(Customers.MESSAGES)) {
      (agentDead ? dead : live).add(answer.endedNanos() - answer.beganNanos());
    }
  }

  void measure(ServerProcess server) throws InterruptedException {
    for (int i = 0; i < TURNS; i++) {
      turn(server, false);
      turn(server, true);
    }
    server.agent(true);
  }

  private void turn(ServerProcess server, boolean nowDead) throws InterruptedException {
    measuring = false;
    server.agent(!nowDead);
    agentDead = nowDead;
    TimeUnit.SECONDS.sleep(1);
    measuring = true;
    TimeUnit.SECONDS.sleep(TURN_SECONDS);
    measuring = false;
  }

  void into(ObjectNode figures) {
    figures.put("liveAgentAcknowledgements", live.size());
    figures.put("liveAgentAckMillisP50", live.quantile(0.5));
    figures.put("liveAgentAckMillisP99", live.quantile(0.99));
    figures.put("deadAgentAcknowledgements", dead.size());
    figures.put("deadAgentAckMillisP50", dead.quantile(0.5));
    figures.put("deadAgentAckMillisP99", dead.quantile(0.99));
  }
}
