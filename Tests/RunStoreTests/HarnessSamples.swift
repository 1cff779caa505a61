/// Files that ordo-one/benchmark 1.38.1 wrote on a machine with Swift 6.3, to the byte.
enum HarnessSamples {
  /// `swift package benchmark baseline update small` of two benchmarks, one of them scaled by a thousand.
  ///
  /// Of the counts, which are zero but for a few, a run of zeros stands between tildes as its length.
  static let baseline: String =
    packedBaseline.split(separator: "~", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2) ? String(part) : String(repeating: "0,", count: Int(part) ?? 0)
    }.joined()

  /// The same measurements by `swift package benchmark baseline read small --format jmh`.
  static let jmh = ##"""
    [{"threads":1,"benchmark":"package.benchmark.Tiny.Sum_of_squares","warmupTime":"1 s","mode":"thrpt",\##
    "forks":1,"warmupBatchSize":1,"measurementIterations":20,"measurementTime":"1 s","measurementBatchSize":1,\##
    "secondaryMetrics":{"Time (wall clock)":{"score":2.677,"scoreConfidence":[2.50602,2.84758],\##
    "scorePercentiles":{"90.0":2.955,"99.999":3.306,"99.99":3.306,"0.0":2.375,"95.0":2.965,"100.0":3.306,\##
    "99.0":3.306,"99.9999":3.306,"99.9":3.306,"50.0":2.645},"scoreUnit":"μs","rawData":[[2.375,2.405,2.415,\##
    2.415,2.445,2.455,2.575,2.595,2.625,2.645,2.655,2.705,2.715,2.747,2.835,2.835,2.867,2.955,2.965,3.307]],\##
    "scoreError":0.171}},"warmupIterations":1,"primaryMetric":{"scorePercentiles":{"99.999":421053,\##
    "99.9999":421053,"99.99":421053,"0.0":302480,"95.0":415999,"100.0":421053,"50.0":376831,"99.0":421053,\##
    "99.9":421053,"90.0":414463},"scoreUnit":"# \/ s","rawData":[[302591,337407,338431,348927,352767,352767,\##
    364287,368383,369919,376831,378111,381183,385535,388351,407551,409087,414207,414463,415999,421119]],\##
    "scoreError":22843.305,"score":376268.8,"scoreConfidence":[353425.5,399112.1]}},{"threads":1,\##
    "benchmark":"package.benchmark.Tiny.Allocate","warmupTime":"1 s","mode":"thrpt","forks":1,\##
    "warmupBatchSize":1,"measurementIterations":20,"measurementTime":"1 s","measurementBatchSize":1,\##
    "secondaryMetrics":{"Time (wall clock)":{"score":1.579,"scoreError":0.501,"scoreUnit":"μs",\##
    "rawData":[[0.662,0.672,0.731,0.741,0.772,0.832,1.022,1.352,1.573,1.713,1.723,1.744,1.883,1.984,1.993,2.105,\##
    2.195,2.345,2.595,2.937]],"scoreConfidence":[1.07773,2.07967],"scorePercentiles":{"0.0":0.662,"99.99":2.936,\##
    "95.0":2.595,"90.0":2.345,"99.0":2.936,"100.0":2.936,"99.9":2.936,"50.0":1.713,"99.999":2.936,\##
    "99.9999":2.936}},"Memory (resident peak)":{"score":23306240,"scoreError":0,"scoreUnit":"#",\##
    "rawData":[[23314431,23314431,23314431,23314431,23314431,23314431,23314431,23314431,23314431,23314431,\##
    23314431,23314431,23314431,23314431,23314431,23314431,23314431,23314431,23314431,23314431]],\##
    "scoreConfidence":[23306240,23306240],"scorePercentiles":{"99.99":23306240,"0.0":23306240,"95.0":23306240,\##
    "90.0":23306240,"99.0":23306240,"100.0":23306240,"99.9":23306240,"50.0":23306240,"99.999":23306240,\##
    "99.9999":23306240}},"probes":{"score":3,"scoreError":0,"scoreUnit":"#","rawData":[[3,3,3,3,3,3,3,3,3,3,3,3,\##
    3,3,3,3,3,3,3,3]],"scoreConfidence":[3,3],"scorePercentiles":{"0.0":3,"99.99":3,"95.0":3,"99.0":3,"90.0":3,\##
    "100.0":3,"99.9":3,"50.0":3,"99.999":3,"99.9999":3}}},"warmupIterations":1,\##
    "primaryMetric":{"scorePercentiles":{"99.99":1510574,"0.0":340599,"95.0":1488895,"99.0":1510574,\##
    "90.0":1368063,"99.9":1510574,"100.0":1510574,"50.0":580607,"99.9999":1510574,"99.999":1510574},\##
    "scoreUnit":"# \/ s","rawData":[[340735,385535,426751,455935,475391,501759,504063,531455,573439,580607,\##
    584191,635903,739839,978943,1202175,1295359,1349631,1368063,1488895,1511423]],"scoreError":294953.012,\##
    "score":796217.6,"scoreConfidence":[501264.59,1091170.61]}}]
    """##

  private static let packedBaseline = ##"""
    {"machine":{"processors":2,"kernelVersion":"#1 SMP PREEMPT_DYNAMIC @0","hostname":"vm",\##
    "processorType":"x86_64","memory":23},"baselineName":"small","results":[{"target":"Tiny",\##
    "name":"Sum of squares"},[{"scalingFactor":1000,"tags":{},"warmupIterations":1,"timeUnits":"nanoseconds",\##
    "statistics":{"_cachedPercentiles":[],"_cachedPercentilesHistogramCount":20,"_cacheUnits":1,\##
    "prefersLarger":false,"timeUnits":0,"histogram":{"unitMagnitude":0,"numberOfSignificantValueDigits":3,\##
    "maxValue":3306,"counts":[~2211~1,~14~1,0,0,0,0,2,~14~1,0,0,0,0,1,~59~1,~9~1,~14~1,~9~1,0,0,0,0,1,~24~1,0,0,\##
    0,0,1,~15~1,~43~2,~15~1,~43~1,0,0,0,0,1,~170~1,~18825~0],"lowestDiscernibleValue":1,\##
    "highestTrackableValue":1000000000,"autoResize":true,"bucketCount":20,"_totalCount":20,\##
    "minNonZeroValue":2375,"subBucketHalfCountMagnitude":10,"subBucketMask":2047,"leadingZeroCountBase":53}},\##
    "metric":{"wallClock":{}}},{"scalingFactor":1000,"tags":{},"warmupIterations":1,"timeUnits":"microseconds",\##
    "statistics":{"_cachedPercentilesHistogramCount":20,"timeUnits":0,"prefersLarger":true,\##
    "histogram":{"autoResize":true,"_totalCount":20,"lowestDiscernibleValue":1,"unitMagnitude":0,\##
    "minNonZeroValue":302480,"maxValue":421053,"leadingZeroCountBase":53,"subBucketMask":2047,\##
    "subBucketHalfCountMagnitude":10,"bucketCount":20,"counts":[~9373~1,~135~1,0,0,0,1,~40~1,~14~2,~44~1,~15~1,\##
    0,0,0,0,0,1,~26~1,0,0,0,0,1,~11~1,~16~1,~10~1,~74~1,0,0,0,0,0,1,~19~1,1,0,0,0,0,0,1,~19~1,~11666~0],\##
    "numberOfSignificantValueDigits":3,"highestTrackableValue":1000000000},"_cachedPercentiles":[],\##
    "_cacheUnits":1000},"metric":{"throughput":{}}}],{"target":"Tiny","name":"Allocate"},[{"scalingFactor":1,\##
    "tags":{},"warmupIterations":1,"timeUnits":"nanoseconds","statistics":{"_cachedPercentiles":[],\##
    "_cachedPercentilesHistogramCount":20,"_cacheUnits":1,"timeUnits":0,"prefersLarger":true,\##
    "histogram":{"highestTrackableValue":1000000000,"subBucketMask":2047,"counts":[0,0,0,2~21500~0],\##
    "autoResize":true,"subBucketHalfCountMagnitude":10,"maxValue":3,"leadingZeroCountBase":53,\##
    "minNonZeroValue":3,"numberOfSignificantValueDigits":3,"_totalCount":20,"bucketCount":20,"unitMagnitude":0,\##
    "lowestDiscernibleValue":1}},"metric":{"custom":{"polarity":{"prefersLarger":{}},"useScalingFactor":false,\##
    "_0":"probes"}}},{"scalingFactor":1,"tags":{},"warmupIterations":1,"timeUnits":"nanoseconds",\##
    "statistics":{"_cachedPercentiles":[],"_cacheUnits":1,"histogram":{"_totalCount":20,\##
    "subBucketHalfCountMagnitude":10,"autoResize":true,"highestTrackableValue":1000000000,"counts":[~662~1,~9~1,\##
    ~58~1,~9~1,~30~1,~59~1,~189~1,~329~1,~220~1,~139~1,~9~1,~20~1,~138~1,~100~1,~8~1,~82~1,~44~1,~74~1,~124~1,\##
    ~170~1,~19010~0],"minNonZeroValue":662,"leadingZeroCountBase":53,"subBucketMask":2047,"unitMagnitude":0,\##
    "maxValue":2936,"bucketCount":20,"numberOfSignificantValueDigits":3,"lowestDiscernibleValue":1},\##
    "_cachedPercentilesHistogramCount":20,"prefersLarger":false,"timeUnits":0},"metric":{"wallClock":{}}},\##
    {"scalingFactor":1,"tags":{},"warmupIterations":1,"timeUnits":"microseconds",\##
    "statistics":{"_cachedPercentilesHistogramCount":20,"prefersLarger":true,"histogram":{"counts":[~9522~1,\##
    ~174~1,~160~1,~113~1,~75~1,~102~1,~8~1,~92~1,~81~1,~13~1,~6~1,~100~1,~202~1,~466~1,~285~1,~90~1,~52~1,~17~1,\##
    ~117~1,~21~1,~9787~0],"subBucketMask":2047,"highestTrackableValue":1000000000,\##
    "subBucketHalfCountMagnitude":10,"lowestDiscernibleValue":1,"maxValue":1510574,"bucketCount":20,\##
    "unitMagnitude":0,"minNonZeroValue":340599,"_totalCount":20,"leadingZeroCountBase":53,\##
    "numberOfSignificantValueDigits":3,"autoResize":true},"timeUnits":0,"_cacheUnits":1000,\##
    "_cachedPercentiles":[]},"metric":{"throughput":{}}},{"scalingFactor":1,"tags":{},"warmupIterations":1,\##
    "timeUnits":"milliseconds","statistics":{"histogram":{"subBucketHalfCountMagnitude":10,\##
    "lowestDiscernibleValue":1,"numberOfSignificantValueDigits":3,"leadingZeroCountBase":53,\##
    "subBucketMask":2047,"highestTrackableValue":1000000000,"_totalCount":20,"bucketCount":20,"unitMagnitude":0,\##
    "autoResize":true,"maxValue":23306240,"counts":[~15758~2~5745~0],"minNonZeroValue":23306240},\##
    "_cachedPercentiles":[],"_cachedPercentilesHistogramCount":20,"prefersLarger":false,"_cacheUnits":1000000,\##
    "timeUnits":0},"metric":{"peakMemoryResident":{}}}]]}
    """##
}
