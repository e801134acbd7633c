import type { AssetRole } from '@proofsheet/client';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

export const ROLES: Readonly<Record<AssetRole, string>> = {
  PERSON: 'Person',
  PRODUCT: 'Product',
  LOGO: 'Logo',
  BACKGROUND: 'Background',
};

interface RoleSelectProps {
  readonly role: AssetRole;
  /** Of the image. */
  readonly name: string;
  readonly onChange: (role: AssetRole) => void;
}

/** What an image shows. */
export function RoleSelect({ role, name, onChange }: RoleSelectProps) {
  return (
    <Select className="select role-select" value={role} onChange={(chosen) => onChange(chosen as AssetRole)}>
      <Label className="unseen">What {name} shows</Label>
      <Button className="button plain">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox>
          {Object.entries(ROLES).map(([value, shown]) => (
            <ListBoxItem key={value} id={value} className="option">
              {shown}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
