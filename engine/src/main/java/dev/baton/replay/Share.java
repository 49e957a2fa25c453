package dev.baton.replay;

/**
 * So many of so many, and where the true share lies with 95 % certainty by Wilson's score interval
 * (E. B. Wilson, 1927, JASA 22:209), which holds for small counts and for shares near 0 and 1.
 */
public record Share(int count, int of) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  public Share {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException(count + " of " + of);
    }
  }

  /** NaN of nothing. */
  public double value() {
    return of == 0 ? Double.NaN : (double) count / of;
  }

  /** The lower end; 0 of nothing. */
  public double low() {
    return of == 0 || count == 0 ? 0 : Math.max(0, centre() - half());
  }

  /** The upper end; 1 of nothing. */
  public double high() {
    return of == 0 || count == of ? 1 : Math.min(1, centre() + half());
  }

  private double centre() {
    return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double half() {
    double share = value();
    double spread = share * (1 - share) / of + Z * Z / (4.0 * of * of);
    return Z * Math.sqrt(spread) / (1 + Z * Z / of);
  }
}
