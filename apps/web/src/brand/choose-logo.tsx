import type { Asset } from '@proofsheet/client';
import { Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { logoAddress } from '../server/logos.ts';

export interface ChooseLogoProps {
  readonly label: string;
  readonly ground: 'light' | 'dark';
  readonly logos: readonly Asset[];
  readonly onChoose: (id: string) => void;
}

/** The logos that are there, on the ground that one is looked for. */
export function ChooseLogo({ label, ground, logos, onChoose }: ChooseLogoProps) {
  return (
    <DialogTrigger>
      <Button aria-label={`Choose: ${label}`}>Choose</Button>
      <Popover className="popover">
        <Dialog className="logo-choice" aria-label={label}>
          {({ close }) => (
            <ListBox
              aria-label="Your logos"
              layout="grid"
              className={`logos ${ground}`}
              items={logos}
              selectionMode="none"
              onAction={(id) => {
                onChoose(String(id));
                close();
              }}
            >
              {(logo) => (
                <ListBoxItem className="logo" textValue={logo.originalName}>
                  <img src={logoAddress(logo)} alt={logo.originalName} loading="lazy" />
                </ListBoxItem>
              )}
            </ListBox>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
