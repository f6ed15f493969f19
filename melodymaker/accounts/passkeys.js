// Asks the browser for a passkey, or to make one: the server's options in, the device's answer into the form, which the
// browser then posts as any other.
import { useState } from "react";

const IDLE = { busy: false, fault: "" };
const CANCELLED = ["NotAllowedError", "AbortError"];
const UNSUPPORTED = "__t:This browser has no passkeys for this address.__";
const KNOWN = "__t:This device has a passkey for your account already.__";

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function askDevice(options) {
  const publicKey = { ...options, challenge: toBytes(options.challenge) };
  if (!options.user) {
    publicKey.allowCredentials = withBytes(options.allowCredentials);
    return navigator.credentials.get({ publicKey });
  }
  publicKey.user = { ...options.user, id: toBytes(options.user.id) };
  publicKey.excludeCredentials = withBytes(options.excludeCredentials);
  return navigator.credentials.create({ publicKey });
}

function toJson({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = parts.filter((part) => response[part]).map((part) => [part, toText(response[part])]);
  return JSON.stringify({ id, rawId: toText(rawId), type, response: Object.fromEntries(sent) });
}

async function answerOf(form, address) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(address, { method: "POST", body });
  const options = await answer.json();
  if (options.error) throw new Error(options.error);
  return toJson(await askDevice(options));
}

function faultOf(error) {
  if (CANCELLED.includes(error.name)) return "";
  if (error.name === "InvalidStateError") return KNOWN;
  return error.name === "SecurityError" ? UNSUPPORTED : error.message;
}

// `start` fills and posts the form of this id; the options come from the address.
export function usePasskey(formId, address) {
  const [state, setState] = useState(IDLE);
  const start = async () => {
    const form = document.getElementById(formId);
    if (!form.reportValidity()) return;
    if (!navigator.credentials) {
      setState({ busy: false, fault: UNSUPPORTED });
      return;
    }
    setState({ busy: true, fault: "" });
    try {
      form.elements.credential.value = await answerOf(form, address);
      form.requestSubmit();
    } catch (error) {
      setState({ busy: false, fault: faultOf(error) });
    }
  };
  return { ...state, start };
}
