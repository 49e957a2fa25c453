package dev.baton.load.sockets;

import dev.baton.load.failure.LoadFailed;
import dev.baton.load.record.Book;
import dev.baton.load.wire.FrameReader;
import dev.baton.load.wire.FrameWriter;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What all sockets of a run share: the threads, the server's address, the record. */
public final class Lines implements AutoCloseable {
  private static final int FRAME_MAX = 4 * 1024 * 1024;
  private static final int HANDSHAKE_MAX = 8 * 1024;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int HANDSHAKE_MILLIS = 30_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final EventLoopGroup loops;
  private final List<URI> servers;
  private final AtomicInteger turn = new AtomicInteger();
  private final @Nullable SslContext tls;
  private final Book book;
  private final FrameWriter writer;
  private final Traffic traffic = new Traffic();
  private final FastThreadLocal<FrameReader> readers;

  /**
   * Nothing is connected yet.
   *
   * @param servers the nodes: sockets are spread over them, and come back at another
   * @param threads that do all reading and writing
   */
  public Lines(List<URI> servers, Book book, FrameWriter writer, int threads) {
    this.servers = List.copyOf(servers);
    this.book = book;
    this.writer = writer;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("sockets", true), NioIoHandler.newFactory());
    this.tls = servers.getFirst().getScheme().equals("https") ? trusting() : null;
    this.readers =
        new FastThreadLocal<>() {
          @Override
          protected FrameReader initialValue() {
            return new FrameReader(book.keys());
          }
        };
  }

  private static SslContext trusting() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw LoadFailed.because("this Java offers no TLS: " + e.getMessage());
    }
  }

  /** The way of one client over the nodes. */
  Route route() {
    return new Route(
        servers.size(),
        turn.getAndIncrement(),
        (from, to) -> ThreadLocalRandom.current().nextInt(from, to));
  }

  /**
   * Connects one socket; its handler is told of everything.
   *
   * @param receiveBuffer bytes that the machine takes while nobody reads; 0 for the usual
   */
  ChannelFuture connect(
      EventLoop loop,
      int node,
      String path,
      @Nullable String authorization,
      int receiveBuffer,
      SimpleChannelInboundHandler<WebSocketFrame> handler) {
    URI server = servers.get(node);
    int port = port(server);
    WebSocketClientProtocolConfig protocol = protocol(server, path, authorization);
    Bootstrap bootstrap = new Bootstrap();
    if (receiveBuffer > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, receiveBuffer);
    }
    return bootstrap
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                if (tls != null) {
                  pipeline.addLast(tls.newHandler(channel.alloc(), server.getHost(), port));
                }
                pipeline.addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(HANDSHAKE_MAX),
                    new WebSocketClientProtocolHandler(protocol),
                    new WebSocketFrameAggregator(FRAME_MAX),
                    handler);
              }
            })
        .connect(server.getHost().replaceAll("[\\[\\]]", ""), port);
  }

  private static WebSocketClientProtocolConfig protocol(
      URI server, String path, @Nullable String authorization) {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (authorization != null) {
      headers.set("Authorization", authorization);
    }
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri(URI.create(server.toString().replaceFirst("^http", "ws") + path))
        .version(WebSocketVersion.V13)
        .customHeaders(headers)
        .maxFramePayloadLength(FRAME_MAX)
        .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
        .withUTF8Validator(false)
        .handleCloseFrames(false)
        .build();
  }

  private int port(URI server) {
    return server.getPort() > 0 ? server.getPort() : tls == null ? HTTP : HTTPS;
  }

  EventLoop nextLoop() {
    return loops.next();
  }

  FrameReader reader() {
    return readers.get();
  }

  FrameWriter writer() {
    return writer;
  }

  Book book() {
    return book;
  }

  public Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
