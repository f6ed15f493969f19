// Whether a song that would not play is missing, or only out of reach.

// The lasting address answers with a redirect, or with 404 for a song that is gone; only the network leaves it silent.
export async function answers(address) {
  try {
    await fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}
