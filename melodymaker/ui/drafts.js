// A text that is typed here and reported to the server after a pause, so that slow answers never take letters away.

const PAUSE_MS = 200;

export class Draft {
  #seen;
  #reported;
  #unanswered = [];
  #replaced = null;
  #timer = null;
  #tell = () => {};
  #listeners = new Set();

  // `value` and `filled` are those of `receive`.
  constructor(value, filled) {
    this.text = value;
    this.#reported = value;
    this.#seen = filled;
  }

  // `tell` receives each text that is reported; the page sets it anew each time it is drawn.
  reportTo = (tell) => {
    this.#tell = tell;
  };

  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  read = () => this.text;

  type = (text) => {
    this.#replaced = null;
    this.#show(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.report, PAUSE_MS);
  };

  // Reports the text now, if the server has not heard it.
  report = () => {
    clearTimeout(this.#timer);
    if (this.text === this.#reported) return;
    this.#reported = this.text;
    this.#unanswered.push(this.text);
    this.#tell(this.text);
  };

  // Reports once more what was not answered: a server that went away may not have kept it.
  remind = () => {
    if (this.#unanswered.length > 0 && this.text === this.#reported) this.#tell(this.text);
  };

  // Brings back what was typed before the server replaced it, unless something was typed since. Says whether it did.
  undo = () => {
    const text = this.#replaced;
    if (text === null) return false;
    this.type(text);
    this.report();
    return true;
  };

  // Takes the server's text, unless it is what was typed here, coming back.
  // `filled` counts the times that the server set its texts on purpose, also to nothing; where it is null,
  // whatever the server says is meant.
  receive = (value, filled) => {
    const filledAnew = filled !== null && filled > this.#seen;
    this.#seen = filled;
    const index = filledAnew ? -1 : this.#unanswered.indexOf(value);
    if (index >= 0) {
      this.#unanswered.splice(0, index + 1);
      return;
    }
    if (value === this.#reported && !filledAnew) return;
    this.#unanswered = [];
    this.#reported = value;
    // A server that was restarted knows nothing any more; what is typed here is reported to it again.
    if (value === "" && this.text && filled !== null && !filledAnew) {
      this.report();
      return;
    }
    clearTimeout(this.#timer);
    if (filledAnew && this.text !== value) this.#replaced = this.text;
    this.#show(value);
  };

  #show(text) {
    this.text = text;
    for (const listener of this.#listeners) listener();
  }
}
