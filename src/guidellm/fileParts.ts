/** The bytes of a file, a part at a time: however large it is, one part is in memory. */
export async function* fileParts(file: Blob, partBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += partBytes) {
    yield new Uint8Array(await file.slice(at, at + partBytes).arrayBuffer());
  }
}
