// Of the values that were chosen in a control, oldest first, those that the server has not answered once it says `value`.
// It is one of them: that one and those before it are answered, later ones may follow. It is another one: the server
// knows better than all of them.
export function unanswered(chosen, value) {
  if (chosen.length === 0) return chosen;
  const index = chosen.indexOf(value);
  return index < 0 ? [] : chosen.slice(index + 1);
}
