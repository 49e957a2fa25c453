package dev.baton.load.echo;

import dev.baton.load.record.Side;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All conversations of the stand-in, and the operators who are there. On its one thread only. */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever does not get a frame comes back for it.
final class EchoBook {
  private final Conduct conduct;
  private final Map<String, EchoTalk> byId = new HashMap<>();
  private final Map<String, EchoTalk> byToken = new HashMap<>();
  private final ChannelGroup operators = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

  EchoBook(Conduct conduct) {
    this.conduct = conduct;
  }

  Conduct conduct() {
    return conduct;
  }

  EchoTalk begin() {
    int number = byId.size() + 1;
    EchoTalk talk = new EchoTalk("cnv_" + number, "token_" + number, conduct);
    byId.put(talk.id(), talk);
    byToken.put(talk.token(), talk);
    return talk;
  }

  @Nullable EchoTalk byId(String id) {
    return byId.get(id);
  }

  @Nullable EchoTalk byToken(String token) {
    return byToken.get(token);
  }

  /** Changes the owner and shows it to all operators. */
  void change(EchoTalk talk, String owner) {
    talk.change(owner);
    operators.writeAndFlush(
        new TextWebSocketFrame("{\"kind\":\"entries\",\"entries\":[" + talk.entry() + "]}"));
  }

  /** An operator's reply takes the conversation over where that is needed. */
  long reply(EchoTalk talk, String key, String text) {
    if (!talk.isOwnedByOperator()) {
      change(talk, "operator");
    }
    return talk.say(Side.OPERATOR, key, text);
  }

  void operatorComes(Channel channel) {
    operators.add(channel);
    channel.writeAndFlush(new TextWebSocketFrame("{\"kind\":\"welcome\"}"), channel.voidPromise());
  }
}
