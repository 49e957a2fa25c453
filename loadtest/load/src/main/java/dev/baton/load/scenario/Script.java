package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What happens on the stage, from the first socket to the last message. */
interface Script {
  /**
   * Plays to the end.
   *
   * @param figures takes what only this scenario measures
   */
  void play(Stage stage, ObjectNode figures) throws InterruptedException;
}
