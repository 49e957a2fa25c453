package dev.baton.load.echo;

import dev.baton.load.record.Side;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation of the stand-in. On its one thread only. */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever does not get a frame comes back for it.
final class EchoTalk {
  private final String id;
  private final String token;
  private final Conduct conduct;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Long> keys = new HashMap<>();
  private @Nullable Channel customer;
  private @Nullable Channel operator;
  private String owner = "none";
  private long generation;
  private long seq;

  /** What happened; its rev is its place. No message where {@code by} is null. */
  private record Event(long seq, @Nullable Side by, String key, String text) {}

  EchoTalk(String id, String token, Conduct conduct) {
    this.id = id;
    this.token = token;
    this.conduct = conduct;
  }

  String id() {
    return id;
  }

  String token() {
    return token;
  }

  /** Somebody says something; its number, also where the key was used before. */
  long say(Side by, String key, String text) {
    Long known = keys.get(key);
    if (known != null) {
      return known;
    }
    Event said = new Event(++seq, by, key, text);
    keys.put(key, seq);
    events.add(said);
    long rev = events.size();
    conduct.show(Side.CUSTOMER, said.seq(), () -> send(customer, messages(said)));
    conduct.show(Side.OPERATOR, said.seq(), () -> send(operator, timeline(said, rev)));
    return seq;
  }

  /** The owner changes; the agent says nothing about it. */
  void change(String newOwner) {
    owner = newOwner;
    generation++;
    Event changed = new Event(0, null, "", "");
    events.add(changed);
    send(operator, timeline(changed, events.size()));
  }

  boolean isOwnedByOperator() {
    return owner.equals("operator");
  }

  void customerComes(Channel channel, long after) {
    customer = channel;
    send(channel, "{\"kind\":\"welcome\",\"conversation\":\"" + id + "\",\"lastSeq\":" + seq + "}");
    for (Event event : events) {
      if (event.seq() > after) {
        conduct.show(Side.CUSTOMER, event.seq(), () -> write(channel, messages(event)));
      }
    }
  }

  void operatorFollows(Channel channel, long after) {
    operator = channel;
    for (int rev = (int) after + 1; rev <= events.size(); rev++) {
      send(channel, timeline(events.get(rev - 1), rev));
    }
  }

  void operatorTypes() {
    send(customer, "{\"kind\":\"typing\"}");
  }

  private void send(@Nullable Channel to, String frame) {
    if (to == null || !to.isActive()) {
      return;
    }
    if (to.equals(customer) && waiting(to) > conduct.waitingMax()) {
      customer = null;
      cutOff(to);
    } else {
      write(to, frame);
    }
  }

  /** What was missed is never too much. */
  private static void write(Channel to, String frame) {
    to.writeAndFlush(new TextWebSocketFrame(frame), to.voidPromise());
  }

  private static long waiting(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  private void cutOff(Channel channel) {
    if (conduct.slowCode() == 0) {
      channel.unsafe().close(channel.voidPromise());
    } else {
      channel
          .writeAndFlush(new CloseWebSocketFrame(conduct.slowCode(), ""))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private String messages(Event event) {
    return "{\"kind\":\"messages\",\"messages\":[" + message(event, Side.CUSTOMER) + "]}";
  }

  private String timeline(Event event, long rev) {
    return "{\"kind\":\"timeline\",\"conversation\":\""
        + id
        + "\",\"entries\":[{\"rev\":"
        + rev
        + (event.by() == null
            ? ",\"kind\":\"changed\""
            : ",\"kind\":\"message\",\"message\":" + message(event, Side.OPERATOR))
        + "}]}";
  }

  private static String message(Event event, Side to) {
    return "{\"seq\":"
        + event.seq()
        + (event.by() == to ? ",\"key\":\"" + event.key() + "\"" : "")
        + ",\"text\":\""
        + event.text()
        + "\"}";
  }

  /** What the customer may read. */
  String history(long after) {
    StringBuilder all = new StringBuilder("{\"messages\":[");
    String comma = "";
    for (Event event : events) {
      if (event.seq() > after && conduct.keeps(event.seq())) {
        all.append(comma).append(message(event, Side.CUSTOMER));
        comma = ",";
      }
    }
    return all.append("],\"lastSeq\":").append(seq).append('}').toString();
  }

  /** The row of the inbox. */
  String entry() {
    return "{\"conversation\":\""
        + id
        + "\",\"rev\":"
        + events.size()
        + ",\"owner\":\""
        + owner
        + "\",\"generation\":"
        + generation
        + "}";
  }
}
