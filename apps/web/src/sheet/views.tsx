import type { GenerationWithOutputs } from '@proofsheet/client';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Compare, pairsOf } from './compare.tsx';
import { InPlace } from './mockups/in-place.tsx';
import { Small } from './mockups/small.tsx';
import { Proofs, variantsOf } from './proofs.tsx';
import { useSelection } from './use-selection.ts';

/** The proofs, and the same pictures as they will be seen. */
export function Views({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { outputs, kind, status } = generation;
  const completed = status === 'COMPLETED';
  // It stays while the pictures are looked at in other ways.
  const selection = useSelection(variantsOf(outputs).flat());
  if (outputs.length === 0) return <Proofs generation={generation} selection={selection} />;
  return (
    <Tabs className="views">
      <TabList aria-label="Views" className="segments">
        <Tab id="proofs">Proofs</Tab>
        {kind === 'THUMBNAIL' ? <Tab id="small">As small as in a list</Tab> : null}
        <Tab id="place">In its place</Tab>
        {pairsOf(outputs).length > 0 ? <Tab id="compare">Compare</Tab> : null}
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
