// In place of @emotion/react: an element, whose styles are those of the element itself.
// Emotion makes a class and a rule of them, at each drawing.
import { createElement } from "react";

export function jsx(type, props, ...children) {
  if (!props?.css) return createElement(type, props, ...children);
  const { css, style, ...rest } = props;
  return createElement(type, { ...rest, style: { ...css, ...style } }, ...children);
}

// Reflex has one animation, of a sign that is not shown here: the name of none.
export const keyframes = () => "none";
