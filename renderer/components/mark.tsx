/** Alcove's mark: an arch with a seat in it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.75" aria-hidden="true">
      <path d="M3.5 17.5V9a6.5 6.5 0 0 1 13 0v8.5" strokeLinecap="round" />
      <path d="M7.5 17.5v-5h5v5" strokeLinejoin="round" />
    </svg>
  )
}
