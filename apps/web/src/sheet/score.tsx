export function Score({ score }: { readonly score: number }) {
  const percent = Math.round(score * 100);
  const look = percent >= 85 ? 'good' : percent >= 60 ? 'fair' : 'poor';
  return (
    <span className={`score ${look}`} title="How sound the inspection found it, of 100">
      <span className="unseen">Score </span>
      {percent}
    </span>
  );
}
