import type { AssetRole } from '@proofsheet/client';
import { SelectField } from '../controls/select-field.tsx';

export const ROLES: Readonly<Record<AssetRole, string>> = {
  PERSON: 'Person',
  PRODUCT: 'Product',
  LOGO: 'Logo',
  BACKGROUND: 'Background',
};

const OPTIONS = Object.entries(ROLES) as [AssetRole, string][];

interface RoleSelectProps {
  readonly role: AssetRole;
  /** Of the image. */
  readonly name: string;
  readonly onChange: (role: AssetRole) => void;
}

/** What an image shows. */
export function RoleSelect({ role, name, onChange }: RoleSelectProps) {
  return <SelectField label={`What ${name} shows`} isLabelUnseen options={OPTIONS} value={role} onChange={onChange} />;
}
