package dev.baton.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.database.Database;
import dev.baton.engine.ChatEngine;
import dev.baton.engine.EngineStarter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The engine as the server runs it, without what would disturb a measurement. */
final class BenchEngine {
  private static final int UNLIMITED = 100_000;
  private static final Map<String, Object> QUIET =
      Map.of(
          "baton.engine.retrieval.models",
          false,
          "baton.engine.reply-timeout",
          "30s",
          "baton.engine.under-way.customers-max",
          UNLIMITED,
          "baton.engine.under-way.operators-max",
          UNLIMITED);

  private BenchEngine() {}

  static ChatEngine start(Database database, Path folder, MeterRegistry registry) {
    return start(database, folder, registry, Map.of());
  }

  static ChatEngine start(
      Database database, Path folder, MeterRegistry registry, Map<String, Object> settings) {
    Config config =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.parseMap(QUIET))
            .withFallback(ConfigFactory.load());
    return EngineStarter.start(
        config,
        database,
        folder.resolve("index"),
        system ->
            url -> {
              throw new IllegalStateException("nothing is fetched here");
            },
        UnaryOperator.identity(),
        registry);
  }
}
