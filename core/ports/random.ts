/** Names that cannot be guessed, handed in so that tests can foresee them. */
export interface Random {
  /** At least 128 random bits as letters and digits. */
  id(): string
}
