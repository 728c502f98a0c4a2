/** Hands content to the browser as a file. */
export function saveFile(fileName: string, content: BlobPart, type = 'text/plain;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  // A name from the cluster may hold what a file's name may not.
  link.download = fileName.replace(/[^\w.-]+/g, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
