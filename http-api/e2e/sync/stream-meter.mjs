const END_OF_HEAD = "\r\n\r\n";
const HEAD_LENGTH_MAX = 16_384;

/** Reads along one direction of a connection, to tell where in it a cut falls: RFC 9110 head, then RFC 6455 frames. */
export class StreamMeter {
  head = "";
  inHead = true;
  frame = [];
  left = 0;

  read(bytes) {
    for (const byte of bytes) {
      if (this.inHead) this.readHead(byte);
      else if (this.left > 0) this.left--;
      else this.readFrameHead(byte);
    }
  }

  get isSocket() {
    return /^upgrade: *websocket/im.test(this.head);
  }

  get insideFrame() {
    return !this.inHead && (this.left > 0 || this.frame.length > 0);
  }

  readHead(byte) {
    if (this.head.length < HEAD_LENGTH_MAX) this.head += String.fromCharCode(byte);
    this.inHead = !this.head.endsWith(END_OF_HEAD);
  }

  readFrameHead(byte) {
    this.frame.push(byte);
    if (this.frame.length < 2) return;
    const short = this.frame[1] & 127;
    const sized = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (this.frame.length < 2 + sized + (this.frame[1] & 128 ? 4 : 0)) return;
    this.left = sized === 0 ? short : this.frame.slice(2, 2 + sized).reduce((size, part) => size * 256 + part, 0);
    this.frame = [];
  }
}
