export function Close({ onClose }: { readonly onClose: () => void }) {
  return <button type="button" aria-label="Fermer" onClick={onClose} />
}
