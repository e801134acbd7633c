/** Hangs up when what was handed over is not taken for so long. */
export async function* letGo<Piece>(pieces: AsyncIterable<Piece>, patienceMs: number, hangUp: () => void) {
  for await (const piece of pieces) {
    const patience = setTimeout(hangUp, patienceMs);
    try {
      yield piece;
    } finally {
      clearTimeout(patience);
    }
  }
}
