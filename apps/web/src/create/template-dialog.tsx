import type { GenerationRequest, Template } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Input, Label, ListBox, ListBoxItem, Modal, SearchField } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { server } from '../server/client.ts';
import { TemplatePicture } from './template-picture.tsx';

export interface TemplateDialogProps {
  readonly templates: readonly Template[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
  /** Of it is said which compositions do not fit, and why; undefined while it is not one yet. */
  readonly request: GenerationRequest | undefined;
}

/** All compositions of a kind, with what they look like, and why one does not fit what has been given. */
export function TemplateDialog({ templates, chosen, onChoose, request }: TemplateDialogProps) {
  const [sought, setSought] = useState('');
  const misfits = useMisfits(request);
  const found = templates
    .filter((one) => `${one.name} ${one.about}`.toLowerCase().includes(sought.trim().toLowerCase()))
    .sort((one, other) => Number(misfits.has(one.name)) - Number(misfits.has(other.name)));
  return (
    <Overlay className="template-overlay" isDismissable>
      <Modal className="template-modal">
        <Dialog className="template-dialog">
          {({ close }) => (
            <>
              <div className="template-head">
                <Heading slot="title">Compositions</Heading>
                <SearchField className="field search" value={sought} onChange={setSought}>
                  <Label className="unseen">Search</Label>
                  <Input placeholder="Search" />
                </SearchField>
                <Button slot="close">Close</Button>
              </div>
              <ListBox
                className="templates"
                aria-label="Compositions"
                layout="grid"
                selectionMode="single"
                selectedKeys={chosen === undefined ? [] : [chosen]}
                onSelectionChange={(keys) => {
                  const [name] = keys === 'all' ? [] : keys;
                  if (name !== undefined) onChoose(String(name));
                  close();
                }}
                items={found.map((template) => ({ id: template.name, template, misfit: misfits.get(template.name) }))}
                dependencies={[misfits]}
                renderEmptyState={() => <p className="order-hint">No composition is called so.</p>}
              >
                {({ template, misfit }) => (
                  <ListBoxItem id={template.name} className="template" textValue={titleOfTemplate(template.name)}>
                    <TemplatePicture template={template} />
                    <span className="template-name">{titleOfTemplate(template.name)}</span>
                    <span className={misfit ? 'template-misfit' : 'template-about'}>{misfit ?? template.about}</span>
                  </ListBoxItem>
                )}
              </ListBox>
            </>
          )}
        </Dialog>
      </Modal>
    </Overlay>
  );
}

/** `before-after` is called Before after. */
export function titleOfTemplate(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface DryRun {
  readonly templates: readonly {
    readonly name: string;
    readonly fits: boolean;
    readonly reasons: readonly { readonly message: string }[];
  }[];
}

/** Why a composition does not fit, by its name. It is only good to know: where it cannot be had, nothing is said. */
function useMisfits(request: GenerationRequest | undefined): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['dry-run', request],
    queryFn: ({ signal }) => {
      const { template: _, ...json } = request as GenerationRequest;
      return server.call<DryRun>({
        method: 'POST',
        path: '/v1/generations',
        query: { dryRun: 'true' },
        json,
        changesNothing: true,
        signal,
      });
    },
    enabled: request !== undefined,
    retry: false,
  });
  const misfits = data?.templates.filter(({ fits }) => !fits) ?? [];
  return new Map(misfits.map(({ name, reasons }) => [name, reasons[0]?.message ?? 'It does not fit.']));
}
