package dev.baton.load.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.baton.load.record.Keys;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames only as far as they are needed. What the server adds to the protocol is passed over.
 * For one thread.
 */
public final class FrameReader {
  private static final int FIRST_SIZE = 32 * 1024;

  private final JsonFactory json = new JsonFactory();
  private final Keys keys;
  private final Heard heard = new Heard();
  private byte[] bytes = new byte[FIRST_SIZE];

  private @Nullable String kind;
  private @Nullable String conversation;
  private @Nullable Problem problem;
  private long code;
  private long number;
  private boolean on;
  private boolean listBeforeNames;

  public FrameReader(Keys keys) {
    this.keys = keys;
  }

  /**
   * Reads one frame and tells the sink.
   *
   * @throws IOException when it is no JSON
   */
  public void read(ByteBuf content, FrameSink sink) throws IOException {
    int length = content.readableBytes();
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    content.getBytes(content.readerIndex(), bytes, 0, length);
    kind = null;
    conversation = null;
    problem = null;
    code = Keys.NONE;
    number = 0;
    on = false;
    listBeforeNames = false;
    pass(length, sink);
    if (listBeforeNames) {
      // Fields come in any order; ours come first, so that this costs nothing.
      listBeforeNames = false;
      pass(length, sink);
    }
    tell(sink);
  }

  private void tell(FrameSink sink) {
    switch (kind) {
      case "welcome" -> sink.welcome(number);
      case "accepted" -> sink.accepted(code, number);
      case "typing" -> sink.typing();
      case "thinking" -> sink.thinking(on);
      case "refused" -> {
        if (problem != null) {
          sink.refused(code, problem);
        }
      }
      case "problem" -> {
        if (problem != null) {
          sink.problem(problem);
        }
      }
      case null, default -> {}
    }
  }

  private void pass(int length, FrameSink sink) throws IOException {
    try (JsonParser in = json.createParser(bytes, 0, length)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a frame is an object");
      }
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        switch (name) {
          case "kind" -> {
            kind = in.getText();
            if (passedOver(sink)) {
              return;
            }
          }
          case "conversation" -> conversation = in.getText();
          case "key" -> code = code(in);
          case "seq", "lastSeq" -> number = in.getLongValue();
          case "on" -> on = in.getBooleanValue();
          case "problem" -> problem = problem(in);
          case "messages", "entries" -> list(in, sink);
          default -> in.skipChildren();
        }
      }
    }
  }

  /** Whether the rest of the frame says nothing to anybody. */
  private boolean passedOver(FrameSink sink) {
    return switch (kind) {
      case "status", "counts", "rated", "typing" -> true;
      case "entries" -> !sink.wantsRows();
      case null, default -> false;
    };
  }

  private void list(JsonParser in, FrameSink sink) throws IOException {
    if (kind == null || (kind.equals("timeline") && conversation == null)) {
      listBeforeNames = true;
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.START_OBJECT) {
      switch (kind) {
        case "messages" -> {
          heard.clear();
          message(in);
          sink.message(heard);
        }
        case "timeline" -> {
          heard.clear();
          entry(in);
          if (conversation != null) {
            sink.entry(conversation, heard);
          }
        }
        case "entries" -> sink.row(row(in));
        default -> in.skipChildren();
      }
    }
  }

  private void entry(JsonParser in) throws IOException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "rev" -> heard.rev = in.getLongValue();
        case "message" -> {
          if (in.currentToken() == JsonToken.START_OBJECT) {
            message(in);
          }
        }
        default -> in.skipChildren();
      }
    }
  }

  private void message(JsonParser in) throws IOException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "seq" -> heard.seq = in.getLongValue();
        case "text" -> heard.textCode = code(in);
        case "key" -> heard.keyCode = code(in);
        default -> in.skipChildren();
      }
    }
  }

  private static Row row(JsonParser in) throws IOException {
    String conversation = "";
    String owner = "";
    long rev = 0;
    long generation = 0;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "conversation" -> conversation = in.getText();
        case "owner" -> owner = in.getText();
        case "rev" -> rev = in.getLongValue();
        case "generation" -> generation = in.getLongValue();
        default -> in.skipChildren();
      }
    }
    return new Row(conversation, rev, owner, generation);
  }

  private static Problem problem(JsonParser in) throws IOException {
    int status = 0;
    String code = "";
    String detail = "";
    int retryAfter = 0;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "status" -> status = in.getIntValue();
        case "code" -> code = in.getText();
        case "detail" -> detail = in.getText();
        case "retryAfter" -> retryAfter = in.getIntValue();
        default -> in.skipChildren();
      }
    }
    return new Problem(status, code, detail, retryAfter);
  }

  private long code(JsonParser in) throws IOException {
    return in.currentToken() == JsonToken.VALUE_STRING
        ? keys.read(in.getTextCharacters(), in.getTextOffset(), in.getTextLength())
        : Keys.NONE;
  }
}
