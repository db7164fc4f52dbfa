/**
 * Throws away what this phone keeps of ours: other people use it.
 *
 * The server asks for the same with `Clear-Site-Data`; not every browser does it.
 */
import { wipe } from "./wipe.js";

await wipe(indexedDB);
