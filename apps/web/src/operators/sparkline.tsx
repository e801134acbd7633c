const WIDTH = 240;
const HEIGHT = 40;

/** The course of a number. What it says stands beside it in words, and as a table for who cannot see it. */
export function Sparkline({ values, most }: { readonly values: readonly number[]; readonly most: number }) {
  const across = WIDTH / Math.max(values.length - 1, 1);
  const points = values.map((value, at) => {
    const up = HEIGHT - 1 - (value / Math.max(most, 1)) * (HEIGHT - 3);
    return `${(at * across).toFixed(1)},${up.toFixed(1)}`;
  });
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
