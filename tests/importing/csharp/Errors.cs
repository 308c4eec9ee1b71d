namespace X;
public enum Err {
  /// <summary>Not found.</summary>
  NotFound = 404001,
  [Description("Gone away")] Gone,
}
