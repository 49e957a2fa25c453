package dev.baton.http.problem;

/** Carries a problem to the edge, where it becomes the response. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refused(Problem problem) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** 400, with the field. */
  public static Refused invalid(String field, String detail, Object limit) {
    return new Refused(Problem.of(400, "invalid_value", detail).at(field, limit));
  }

  /** 404, the same for what is absent and what is somebody else's. */
  public static Refused notFound() {
    return new Refused(Problem.of(404, "not_found", "There is nothing here, or it is not yours."));
  }
}
