// Messages to the page: numbered, kept until the page says that it has heard them.
//
// What the page says may be older than what was last sent; only when it comes much later was the
// message lost, and is sent again. The page takes in each number once.
const LOST_MS = 1_500;

export class Outbox {
  constructor(send, token, now = () => performance.now()) {
    Object.assign(this, { send, token, now });
    this.number = 0;
    this.pending = [];
    this.sent = 0;
  }

  // Send a message; `instead` of those of its kind that are not heard yet, when it holds them all.
  say(message, { instead = false } = {}) {
    const others = instead ? this.pending.filter(({ kind }) => kind !== message.kind) : this.pending;
    this.pending = [...others, { ...message, number: ++this.number }];
    this.post();
  }

  // The page has heard messages up to a number, of the frame that calls itself so.
  heard(token, number) {
    if (token === this.token) this.pending = this.pending.filter((each) => each.number > number);
    if (this.pending.length && this.now() - this.sent > LOST_MS) this.post();
  }

  post() {
    this.sent = this.now();
    this.send({ token: this.token, messages: this.pending });
  }
}
