// Looks at a certificate as verifying.py does: what is refused there is refused here, with the same reasons.
"use strict";
const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const DID = "did:key:";
const RING = JSON.parse(document.getElementById("keys").textContent);
class NoCertificate extends Error {}

function bytesOf(part) {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) throw new NoCertificate("A part of the certificate is cut off.");
  let raw;
  try {
    raw = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  } catch {
    throw new NoCertificate("A part of the certificate is cut off.");
  }
  const again = btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  if (again !== part) throw new NoCertificate("The certificate is not spelt as certificates are: it was cut or changed.");
  return raw;
}

function dataOf(part) {
  try {
    const told = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(part)));
    if (told && typeof told === "object" && !Array.isArray(told)) return told;
  } catch (error) {
    if (error instanceof NoCertificate) throw error;
  }
  throw new NoCertificate("A part of the certificate cannot be read: it was cut or changed.");
}

function keyOf(name) {
  let number = 0n;
  for (const letter of name.slice(1)) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16).padStart(68, "0");
  const raw = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  return name[0] === "z" && raw.length === 34 && raw[0] === 0xed && raw[1] === 1 ? raw.slice(2) : null;
}

function same(one, other) {
  return (one ?? null) === (other ?? null);
}

const seconds = (stamp) => (typeof stamp === "string" ? Date.parse(stamp) / 1000 : undefined);
const day = (stamp) => (typeof stamp === "string" ? stamp.slice(0, 10) : "");
const dayOf = (moment) => new Date(moment * 1000).toISOString().slice(0, 10);

async function look(text, now) {
  const token = text.trim();
  const parts = token.split(".");
  if (parts.length !== 3 || token.length > 1000000) {
    throw new NoCertificate("This is no signed certificate: it should be three parts of letters and digits with dots between, as in the QR code.");
  }
  const [header, payload] = [dataOf(parts[0]), dataOf(parts[1])];
  const found = { payload, refused: [], cautions: [], key: "" };
  const refuse = (why) => found.refused.push(why);
  if (header.alg !== "EdDSA" || header.typ !== "JWT" || "crit" in header) return refuse("It is not signed in the way certificates are (EdDSA)."), found;
  const [owner, name] = String(header.kid ?? "").split("#");
  const [issuer, did] = [String(payload.iss ?? ""), DID + name];
  if (!name || owner !== issuer || (issuer.startsWith(DID) && issuer !== did)) return refuse("It is signed with a key that is not its issuer's."), found;
  if (!issuer.startsWith(DID) && (!RING || RING.did !== issuer)) return refuse(`The keys of ${issuer} are needed: get the page of that institution.`), found;
  const raw = keyOf(name);
  if (!raw) return refuse("Its key is no key of Ed25519."), found;
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  if (!(await crypto.subtle.verify("Ed25519", key, bytesOf(parts[2]), signed))) return refuse("The signature does not fit: it was changed, or somebody else signed it."), found;
  found.key = did;
  judge(found, now);
  return found;
}

function judge(found, now) {
  const { payload } = found;
  const subject = payload.credentialSubject ?? {};
  const agrees = same(payload.iss, payload.issuer?.id) && same(payload.jti, payload.id) && same(payload.sub, subject.id)
    && same(payload.nbf, seconds(payload.validFrom)) && same(payload.exp, seconds(payload.validUntil));
  if (!agrees) found.refused.push("It says two different things about itself.");
  const kinds = Array.isArray(payload.type) ? payload.type : [];
  if (!kinds.includes("VerifiableCredential") || !kinds.includes("OpenBadgeCredential")) found.refused.push("It is signed, but it is no certificate (OpenBadgeCredential).");
  if (!Number.isInteger(payload.nbf)) return void found.refused.push("It does not say since when it holds.");
  if (now < payload.nbf) found.refused.push(`It holds only from ${dayOf(payload.nbf)} on.`);
  if (payload.exp !== undefined && now > payload.exp) found.refused.push(`It lapsed after ${dayOf(payload.exp)}.`);
  if (!RING) {
    found.cautions.push("Whose key it is was not looked at: anyone can make a key. Compare it with the one that the institution publishes.");
  } else {
    judgeKey(found, dayOf(payload.nbf));
  }
  found.cautions.push("Whether it was revoked is not looked at here: ask the institution, or use “sarez credentials verify” with its status list.");
}

function judgeKey(found, issued) {
  const key = RING.keys.find((one) => one.did === found.key);
  if (!key) found.refused.push(`The key is none of those that ${RING.name} publishes.`);
  else if (key.withdrawn && issued >= key.withdrawn) found.refused.push(`The key was withdrawn on ${key.withdrawn}: nothing signed since then holds.`);
  else if (issued < key.since || (key.until && issued > key.until)) found.refused.push("The key was not in use on the day it is said to be issued.");
  else if (key.withdrawn) found.cautions.push(`The key was withdrawn on ${key.withdrawn}, later than this is said to be issued. A thief can date back: ask the institution.`);
}

function element(kind, text, className) {
  const made = document.createElement(kind);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function show(found) {
  const box = document.getElementById("verdict");
  const isGood = !found.refused.length;
  box.className = isGood ? "good" : "bad";
  box.replaceChildren(element("h2", isGood ? "✓ Good" : "✗ Not good"));
  const reasons = element("ul", "");
  for (const why of found.refused) reasons.append(element("li", why));
  if (found.refused.length) box.append(reasons);
  if (found.payload) box.append(...told(found));
  for (const caution of found.cautions) box.append(element("p", caution, "caution"));
  box.hidden = false;
}

function told({ payload, key, refused }) {
  const subject = payload.credentialSubject ?? {};
  const name = Array.isArray(subject.identifier) ? subject.identifier.find((one) => one?.identityType === "name") : null;
  const rows = [
    ["holder", name?.identityHash], ["course", subject.achievement?.name],
    ["held", `${day(subject.activityStartDate)} to ${day(subject.activityEndDate)}`], ["issued by", payload.issuer?.name],
    ["issued on", day(payload.validFrom)], ["valid until", day(payload.validUntil) || "no end stated"],
    ["criteria", subject.achievement?.criteria?.narrative], ["number", payload.id], ["key", key],
  ];
  const list = document.createElement("dl");
  for (const [term, value] of rows) if (typeof value === "string" && value) list.append(element("dt", term), element("dd", value));
  return refused.length ? [element("p", "It says of itself:"), list] : [list];
}

async function verify(text) {
  const box = document.getElementById("verdict");
  if (!text.trim()) return void (box.hidden = true);
  try {
    show(await look(text, Date.now() / 1000));
  } catch (error) {
    const isOld = error.name === "NotSupportedError" || !globalThis.crypto?.subtle;
    const why = isOld ? "This browser cannot check such signatures (Ed25519): use a newer one, or “sarez credentials verify”."
      : error instanceof NoCertificate ? error.message : "It cannot be looked at: it was cut or changed.";
    show({ refused: [why], cautions: [] });
  }
}

document.getElementById("token").addEventListener("input", (event) => verify(event.target.value));
document.getElementById("file").addEventListener("change", async (event) => {
  const text = await event.target.files[0]?.text();
  document.getElementById("token").value = (text ?? "").slice(0, 1000000);
  verify(text ?? "");
});
document.getElementById("whose").textContent = RING ? `With the keys that ${RING.name} publishes.` : "";
