package dev.baton.simulator;

import dev.baton.conversation.ConversationCommand;

/** The kinds of command, for counting. */
enum Command {
  POST_MESSAGE,
  ASK_FOR_PERSON,
  RATE_ANSWER,
  COMPLETE_ANSWER,
  REPLY,
  ADD_NOTE,
  TAKE_OVER,
  HAND_BACK,
  CLOSE;

  static Command of(ConversationCommand command) {
    return switch (command) {
      case ConversationCommand.PostMessage post -> POST_MESSAGE;
      case ConversationCommand.AskForPerson ask -> ASK_FOR_PERSON;
      case ConversationCommand.RateAnswer rate -> RATE_ANSWER;
      case ConversationCommand.CompleteAnswer complete -> COMPLETE_ANSWER;
      case ConversationCommand.Reply reply -> REPLY;
      case ConversationCommand.AddNote note -> ADD_NOTE;
      case ConversationCommand.TakeOver take -> TAKE_OVER;
      case ConversationCommand.HandBack back -> HAND_BACK;
      case ConversationCommand.Close close -> CLOSE;
    };
  }
}
