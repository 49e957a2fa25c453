package dev.baton.load.echo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.load.record.Side;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import org.jspecify.annotations.Nullable;

/** One socket of a customer or an operator. */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever does not get a frame comes back for it.
final class EchoSocket extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private static final JsonMapper JSON = new JsonMapper();

  private final EchoBook book;
  private final Side side;
  private @Nullable EchoTalk own;

  EchoSocket(EchoBook book, Side side) {
    this.book = book;
    this.side = side;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof HandshakeComplete && side == Side.OPERATOR) {
      book.operatorComes(context.channel());
    }
    super.userEventTriggered(context, event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame)
      throws JsonProcessingException {
    JsonNode said = JSON.readTree(frame.text());
    EchoTalk talk =
        side == Side.OPERATOR
            ? book.byId(said.path("conversation").asText())
            : own == null ? book.byToken(said.path("token").asText()) : own;
    if (talk == null) {
      return;
    }
    switch (said.path("kind").asText()) {
      case "hello" -> {
        own = talk;
        talk.customerComes(context.channel(), said.path("after").asLong());
      }
      case "follow" -> talk.operatorFollows(context.channel(), said.path("after").asLong());
      case "typing" -> talk.operatorTypes();
      case "send", "reply" -> say(context, talk, said);
      default -> {}
    }
  }

  private void say(ChannelHandlerContext context, EchoTalk talk, JsonNode said) {
    String key = said.path("key").asText();
    int status = book.conduct().refuses(key);
    if (status != 0) {
      context.writeAndFlush(
          new TextWebSocketFrame(
              "{\"kind\":\"refused\",\"key\":\""
                  + key
                  + "\",\"problem\":{\"status\":"
                  + status
                  + ",\"code\":\"no\"}}"));
    } else if (side == Side.CUSTOMER) {
      talk.say(side, key, said.path("text").asText());
    } else {
      book.reply(talk, key, said.path("text").asText());
    }
  }
}
