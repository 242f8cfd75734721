// Messages to the page: numbered, kept until the page says that it has heard them.
//
// What the page says may be older than what was last sent; only when nothing is heard for long was
// the message lost, and is sent again, more and more rarely. The page takes in each number once.
const LOST_MS = 1_500;
const LONGEST_MS = 24_000;

export class Outbox {
  constructor(send, token, later = (what, ms) => setTimeout(what, ms)) {
    Object.assign(this, { send, token, later });
    this.number = 0;
    this.pending = [];
    this.posts = 0;
  }

  // Send a message; `instead` of those of its kind that are not heard yet, when it holds them all.
  say(message, { instead = false } = {}) {
    const others = instead ? this.pending.filter(({ kind }) => kind !== message.kind) : this.pending;
    this.pending = [...others, { ...message, number: ++this.number }];
    this.post(LOST_MS);
  }

  // The page has heard messages up to a number, of the frame that calls itself so.
  heard(token, number) {
    if (token === this.token) this.pending = this.pending.filter((each) => each.number > number);
  }

  post(patience_ms) {
    const post = ++this.posts;
    this.send({ token: this.token, messages: this.pending });
    this.later(() => {
      if (this.pending.length && post === this.posts) this.post(Math.min(2 * patience_ms, LONGEST_MS));
    }, patience_ms);
  }
}
