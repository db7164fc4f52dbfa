/**
 * Seals words so that only the server can open them: this phone cannot read them back.
 *
 * HPKE (RFC 9180) with P-256, HKDF-SHA256 and AES-256-GCM, bound to the service, the key, the phone and the
 * entry, padded, and signed with the phone's own key. The other side is `voice_app/offline`.
 */
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
} from "./vendor/hpke.js";
import { fromBase64, toBase64 } from "./phone-key.js";

const SHAPE = "voice/outbox/1";
const STEPS = [1_024, 4_096, 16_384, 65_536, 262_144];
const SPACE = 0x20;

/**
 * @param {{words: string, language: string, writtenAt: Date, unfinished: boolean, contact?: string}} said with
 *   `contact` somebody is asked to ring, in this way
 * @param {{pair: CryptoKeyPair, key: number, point: string, origin: string, id: string,
 *   subtle: SubtleCrypto}} how `point` is the server's key, base64 as in addresses
 * @returns {Promise<{key: number, id: string, sealed: string, signature: string}>}
 * @throws {RangeError} when it is too long to be sealed
 */
export async function seal(said, { pair, key, point, origin, id, subtle }) {
  const phone = await subtle.exportKey("raw", pair.publicKey);
  const thumbprint = toHex(await subtle.digest("SHA-256", phone));
  const bound = new TextEncoder().encode([SHAPE, origin, key, thumbprint, id].join("|"));
  const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const server = await suite.DeserializePublicKey(fromBase64(point));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(server, padded(said), { info: bound });
  const sealed = joined(encapsulatedSecret, ciphertext);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await subtle.sign(algorithm, pair.privateKey, joined(bound, sealed));
  return { key, id, sealed: toBase64(sealed), signature: toBase64(new Uint8Array(signature)) };
}

/** What is sealed: JSON, then spaces up to one of a few sizes. */
export function padded({ words, language, writtenAt, unfinished, contact }) {
  const inside = { words, language, written_at: writtenAt.toISOString(), unfinished, contact };
  const bytes = new TextEncoder().encode(JSON.stringify(inside));
  const size = STEPS.find((step) => bytes.length <= step);
  if (size === undefined) throw new RangeError("too long");
  const whole = new Uint8Array(size).fill(SPACE);
  whole.set(bytes);
  return whole;
}

function joined(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

function toHex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
