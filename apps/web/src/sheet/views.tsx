import type { GenerationWithOutputs } from '@proofsheet/client';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Compare, pairsOf } from './compare.tsx';
import { InPlace } from './mockups/in-place.tsx';
import { Small } from './mockups/small.tsx';
import { Proofs, variantsOf } from './proofs.tsx';
import { readSheetView } from './sheet-view.ts';
import { useSelection } from './use-selection.ts';

/** The proofs, and the same pictures as they will be seen. */
export function Views({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { outputs, kind, status } = generation;
  const completed = status === 'COMPLETED';
  // It stays while the pictures are looked at in other ways.
  const selection = useSelection(variantsOf(outputs).flat());
  const { view } = useSearch({ from: '/signed-in/sheets/$id' });
  const navigate = useNavigate({ from: '/sheets/$id' });
  const isOffered = { small: kind === 'THUMBNAIL', place: true, compare: pairsOf(outputs).length > 0 };
  if (outputs.length === 0) return <Proofs generation={generation} selection={selection} />;
  return (
    <Tabs
      className="views"
      selectedKey={view !== undefined && isOffered[view] ? view : 'proofs'}
      onSelectionChange={(chosen) =>
        void navigate({ search: readSheetView({ view: chosen }), hash: true, replace: true })
      }
    >
      <TabList aria-label="Views" className="segments">
        <Tab id="proofs">Proofs</Tab>
        {isOffered.small ? <Tab id="small">As small as in a list</Tab> : null}
        <Tab id="place">In its place</Tab>
        {isOffered.compare ? <Tab id="compare">Compare</Tab> : null}
      </TabList>
      <TabPanel id="proofs">
        <Proofs generation={generation} selection={selection} />
      </TabPanel>
      <TabPanel id="small">
        <Small outputs={outputs} completed={completed} />
      </TabPanel>
      <TabPanel id="place">
        <InPlace generation={generation} completed={completed} />
      </TabPanel>
      <TabPanel id="compare">
        <Compare outputs={outputs} completed={completed} />
      </TabPanel>
    </Tabs>
  );
}
