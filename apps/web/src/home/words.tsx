import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import type { FilterProps } from './filter-props.ts';

/** Who types is not asked for with every letter. */
const PAUSE_MS = 250;

/** Words of the order that pictures were made of, in any language. */
export function Words({ filters: { words = '' }, onChange }: FilterProps) {
  const [typed, setTyped] = useState(words);
  // Taken away elsewhere, or another address.
  useEffect(() => setTyped(words), [words]);
  useEffect(() => {
    if (typed.trim() === words) return;
    const due = setTimeout(() => onChange({ words: typed.trim() || undefined }), PAUSE_MS);
    return () => clearTimeout(due);
  }, [typed, words, onChange]);
  return (
    <SearchField
      aria-label="Search the words of pictures"
      className="search-field"
      value={typed}
      onChange={setTyped}
      onSubmit={(text) => onChange({ words: text.trim() || undefined })}
      maxLength={100}
    >
      <Search aria-hidden size={16} />
      <Input placeholder="Search words" dir="auto" />
      <Button className="icon" aria-label="Clear the search">
        <X aria-hidden size={16} />
      </Button>
    </SearchField>
  );
}
