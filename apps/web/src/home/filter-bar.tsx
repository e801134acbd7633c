import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { useNarrow } from '../grid/use-narrow.ts';
import { Dates } from './dates.tsx';
import type { FilterProps } from './filter-props.ts';
import { FormatFilter, ProjectFilter } from './selects.tsx';
import { Words } from './words.tsx';

/** What the list is narrowed down by. On a phone the words are there, and all others behind a button. */
export function FilterBar({ filters, onChange }: FilterProps) {
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const props = { filters, onChange };
  return (
    <search className="filters">
      <Words {...props} />
      {narrow ? (
        <Button aria-expanded={open} aria-controls="filters" onPress={() => setOpen(!open)}>
          <SlidersHorizontal aria-hidden size={16} />
          Filters
        </Button>
      ) : null}
      {narrow && !open ? null : (
        <div id="filters" className="filter-controls">
          <Kinds {...props} />
          <ProjectFilter {...props} />
          <FormatFilter {...props} />
          <Dates {...props} />
          <ToggleButton
            className="segment"
            isSelected={filters.favourite === true}
            onChange={(favourite) => onChange({ favourite: favourite || undefined })}
          >
            <span aria-hidden="true">★</span> Favourites
          </ToggleButton>
        </div>
      )}
    </search>
  );
}

const ALL = 'ALL';

function Kinds({ filters, onChange }: FilterProps) {
  return (
    <ToggleButtonGroup
      aria-label="Kind"
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[filters.kind ?? ALL]}
      onSelectionChange={([kind]) => onChange({ kind: kind === 'AD' || kind === 'THUMBNAIL' ? kind : undefined })}
    >
      <ToggleButton id={ALL}>All</ToggleButton>
      <ToggleButton id="THUMBNAIL">Thumbnails</ToggleButton>
      <ToggleButton id="AD">Ads</ToggleButton>
    </ToggleButtonGroup>
  );
}
