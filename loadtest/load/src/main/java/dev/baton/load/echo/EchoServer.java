package dev.baton.load.echo;

import dev.baton.load.record.Side;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for the server that keeps everything in memory and asks nobody: the tool's own ceiling
 * is measured against it, and tests make it misbehave. One thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever does not get a frame comes back for it.
public final class EchoServer implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int BODY_MAX = 64 * 1024;
  private static final int RESTART = 1012;

  /** Left alone, the machine takes megabytes for a client that does not read. */
  private static final int SEND_BUFFER = 128 * 1024;

  private final EventLoopGroup loop;
  private final EchoBook book;
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel door;

  /** Listens on a free port of the loopback address. */
  public EchoServer(Conduct conduct) {
    this(
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("echo", true), NioIoHandler.newFactory()),
        new EchoBook(conduct));
  }

  private EchoServer(EventLoopGroup loop, EchoBook book) {
    this.loop = loop;
    this.book = book;
    this.door =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(BODY_MAX),
                            new Calls(book, sockets));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /** As a process of its own: says its port, and ends when nobody holds its input any more. */
  public static void main(String[] args) throws IOException {
    try (EchoServer server = new EchoServer(Conduct.HONEST)) {
      System.out.println(server.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    }
  }

  /** Another node with the same conversations, which ends with this one. */
  public EchoServer neighbour() {
    return new EchoServer(loop, book);
  }

  /** Accepts nothing more, and asks its sockets to come back: close code 1012. */
  public void leave() {
    door.close().syncUninterruptibly();
    sockets.forEach(socket ->
        socket
            .writeAndFlush(new CloseWebSocketFrame(RESTART, ""))
            .addListener(ChannelFutureListener.CLOSE));
    connections.close(channel -> !sockets.contains(channel)).awaitUninterruptibly();
  }

  /** Sockets that came to this node and are open. */
  public int sockets() {
    return sockets.size();
  }

  public int port() {
    return ((InetSocketAddress) door.localAddress()).getPort();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  /** The REST calls, and the way to the sockets. */
  @SuppressWarnings("FutureReturnValueIgnored") // Whoever does not get an answer asks again.
  private static final class Calls extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final EchoBook book;
    private final ChannelGroup sockets;

    Calls(EchoBook book, ChannelGroup sockets) {
      this.book = book;
      this.sockets = sockets;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      QueryStringDecoder uri = new QueryStringDecoder(request.uri());
      if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
        sockets.add(context.channel());
        Side side = uri.path().contains("/inbox/") ? Side.OPERATOR : Side.CUSTOMER;
        context
            .pipeline()
            .addLast(new WebSocketServerProtocolHandler(uri.path()), new EchoSocket(book, side));
        context.fireChannelRead(request.retain());
        context.pipeline().remove(this);
        return;
      }
      String body = answer(uri, request);
      byte[] bytes = (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              body == null ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.OK,
              Unpooled.wrappedBuffer(bytes));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
      context.writeAndFlush(response);
    }

    /** Null for what there is not. */
    private @Nullable String answer(QueryStringDecoder uri, FullHttpRequest request) {
      if (uri.path().equals("/metrics")) {
        return "baton_sockets_open " + sockets.size() + "\n";
      }
      if (uri.path().equals("/api/v1/session")) {
        return "{\"workspace\":{\"key\":\"demo\"}}";
      }
      if (uri.path().endsWith("/conversations")) {
        EchoTalk talk = book.begin();
        return "{\"conversation\":\"" + talk.id() + "\",\"token\":\"" + talk.token() + "\"}";
      }
      if (uri.path().startsWith("/api/v1/widget/conversation")) {
        String bearer = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        EchoTalk talk = book.byToken(bearer.replaceFirst("^Bearer ", ""));
        return talk == null ? null : customer(uri, request.method(), talk);
      }
      String[] path = uri.path().split("/", -1);
      EchoTalk talk = path.length == 6 ? book.byId(path[4]) : null;
      return talk == null ? null : operator(path[5], request, talk);
    }

    private String customer(QueryStringDecoder uri, HttpMethod method, EchoTalk talk) {
      if (method.equals(HttpMethod.GET)) {
        List<String> after = uri.parameters().getOrDefault("after", List.of("0"));
        return talk.history(Long.parseLong(after.getFirst()));
      }
      book.change(talk, "queue");
      return "{\"status\":{}}";
    }

    private String operator(String call, FullHttpRequest request, EchoTalk talk) {
      if (!call.equals("replies")) {
        book.change(talk, call.equals("close") ? "none" : "operator");
        return "{\"entry\":" + talk.entry() + "}";
      }
      String key = request.headers().get("Idempotency-Key", "");
      long seq = book.reply(talk, key, "Hello, what can I do for you?");
      return "{\"message\":{\"seq\":" + seq + "},\"entry\":" + talk.entry() + "}";
    }
  }
}
