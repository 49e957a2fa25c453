import { createHash } from "node:crypto";

// The least of RFC 6455 that a test needs: text frames both ways, a close, no fragments.
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export function acceptSocket(request, socket, onFrame) {
  const accept = createHash("sha1")
    .update(request.headers["sec-websocket-key"] + GUID)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let frame = takeFrame(); frame; frame = takeFrame()) {
      if (frame.opcode === 8) socket.end();
      if (frame.opcode === 1) onFrame(JSON.parse(frame.payload.toString("utf8")));
    }
  });
  socket.on("error", () => socket.destroy());

  function takeFrame() {
    if (buffer.length < 6) return null;
    const short = buffer[1] & 0x7f;
    const lengthBytes = short === 126 ? 2 : 0;
    const length = short === 126 ? buffer.readUInt16BE(2) : short;
    const from = 2 + lengthBytes + 4;
    if (buffer.length < from + length) return null;
    const mask = buffer.subarray(2 + lengthBytes, from);
    const payload = Buffer.from(buffer.subarray(from, from + length).map((byte, index) => byte ^ mask[index % 4]));
    const opcode = buffer[0] & 0x0f;
    buffer = buffer.subarray(from + length);
    return { opcode, payload };
  }

  const write = (opcode, payload) => {
    const head =
      payload.length < 126
        ? Buffer.from([0x80 | opcode, payload.length])
        : Buffer.alloc(payload.length < 65536 ? 4 : 10);
    if (payload.length >= 126 && payload.length < 65536) {
      head[0] = 0x80 | opcode;
      head[1] = 126;
      head.writeUInt16BE(payload.length, 2);
    } else if (payload.length >= 65536) {
      head[0] = 0x80 | opcode;
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(payload.length), 2);
    }
    if (socket.writable) socket.write(Buffer.concat([head, payload]));
  };
  return {
    send: (frame) => write(1, Buffer.from(JSON.stringify(frame))),
    close: (code) => {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(code, 0);
      write(8, payload);
      socket.end();
    },
  };
}
