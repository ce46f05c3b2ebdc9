#pragma once

#include <cstddef>
#include <cstdint>

namespace twotower {

// Where each check draws its lines. Every number has one of these reasons:
//   chance  standard errors that a difference must lie beyond chance. Hundreds of columns are held
//           against dozens of facts, so two errors would cry wolf at every table: 5 are one false
//           alarm in 3 million looks at a normal sum, 4 one in 30,000
//   size    a difference so small that no decision depends on it is not worth a warning
//   few     fewer cases than this have no share worth the name
//   cost    rows or pairs that are looked at: a bound on time and memory, sampled evenly beyond it
//   seen    set between what planted leaks show and what clean data shows: the twenty leaks of
//           tests/leak_checks_test.cc are found, and its real sets and worlds raise no alarm
// A new check gives each of its numbers one of them.

// data.agrees_with_test.
struct AgreementThresholds {
  static constexpr std::size_t kMaxPairs = 30;  // cost: of a user
  static constexpr std::size_t kMinUsers = 50;  // few
};

// data.tells_test_target.
struct AssociationThresholds {
  static constexpr std::size_t kMaxRows = 20'000;  // cost
};

// data.tells_item, data.later_times, totals of the rows of a sequence, a session, a day.
struct ContextThresholds {
  static constexpr std::size_t kMaxSample = 100'000;  // cost: rows
  static constexpr std::size_t kMaxMeasures = 6;      // cost: other columns that make facts
  static constexpr std::size_t kRowsALevel = 20;      // few: texts of more levels fit anything
  static constexpr double kTellsItem = 0.5;           // seen: see Constancy::told
  static constexpr std::uint64_t kMinRows = 100;      // few
  static constexpr double kFollowsCalendar = 0.98;    // seen: hours of logs with summer time
  static constexpr double kMinLater = 0.05;           // size: of the rows
  static constexpr std::size_t kMinAtEnd = 20;        // few: rows near the end of the data
  static constexpr std::size_t kWindowRows = 50;      // cost: of a sequence, on either side
};

// split.test_rows_in_training, split.test_items_known, split.test_copied.
struct CopiedRowsThresholds {
  static constexpr std::size_t kMaxRows = 100'000;  // cost: of each part that are looked for
  static constexpr double kMinShare = 0.01;         // size: of the test rows
  static constexpr double kMinDifference = 0.01;    // size: beyond the share of validation
  static constexpr double kMinErrors = 5.0;         // chance
  static constexpr double kMinRows = 100.0;         // few
  static constexpr double kMinRunRatio = 1.5;       // seen: albums heard through end alike
  static constexpr std::uint64_t kMaxBack = 1000;   // cost: rows of a sequence that are looked back
};

// data.copied_users.
struct CopiedUsersThresholds {
  // seen: different items of histories that are equal by chance, where popular items come in a
  // usual order, and where they come in any
  static constexpr std::size_t kMinInOrder = 6;
  static constexpr std::size_t kMinInAnyOrder = 10;
  static constexpr double kMinCopies = 5.0;  // few
  static constexpr double kMinShare = 0.01;  // size: of the users
};

// Totals of users and items.
struct EntityThresholds {
  static constexpr std::size_t kMaxEntities = 10'000;   // cost
  static constexpr std::uint64_t kMaxRows = 2'000'000;  // cost
  static constexpr std::size_t kMaxMeasures = 8;        // cost: columns that are summed
};

// data.knows_totals, data.knows_test_totals.
struct FutureMatchThresholds {
  static constexpr std::size_t kMinEntities = 20;  // few
  static constexpr double kMinExplained = 0.5;     // seen: of the column, by the future
  static constexpr double kMaxOfPast = 0.5;  // seen: left by the future, of what the past leaves
  static constexpr double kMinLeft = 1e-5;   // few: less is rounding and a handful of rows
  static constexpr double kMinErrors = 4.0;  // chance
  // seen: where the future leaves a quarter, few entities carry the gain and errors are wide
  static constexpr double kClearlyLess = 0.25;
  static constexpr double kMinErrorsOfClear = 2.5;
  static constexpr double kExact = 1e-9;               // nothing is left but rounding
  static constexpr std::ptrdiff_t kMinExactGains = 4;  // few
  static constexpr double kEqual = 0.95;               // seen: of values, with some wrong ones
  static constexpr double kEqualByChance = 0.6;        // seen: short histories have equal totals
  static constexpr std::size_t kMinEqualLevels = 3;    // few: a flag equals too many things
};

// data.names_next: values that are met later only.
struct FutureValueThresholds {
  static constexpr std::size_t kMinOwners = 10;  // few
  static constexpr double kMinShare = 0.05;      // size
};

// data.agrees_with_test and data.fits_test, in pairs of a test row and a known one.
struct HeldOutThresholds {
  static constexpr std::size_t kMinEntities = 50;  // few
  static constexpr double kMinExcess = 0.05;       // size
  static constexpr double kMinErrors = 5.0;        // chance
  static constexpr double kMinRatio = 1.5;         // seen: tastes move between known and test rows
};

// The log itself.
struct LogThresholds {
  static constexpr double kWorthSaying = 0.01;      // size
  static constexpr double kManyDuplicates = 0.001;  // size: exact copies have one cause
  static constexpr double kOneMoment = 0.05;        // seen: busy seconds hold less
  static constexpr double kFarTimes = 0.99;         // size: of the rows, the rest is far
  static constexpr double kMaxBehind = 0.2;         // seen: beyond it the file has another order
  static constexpr std::size_t kMinBehind = 10;     // few
  static constexpr std::size_t kNamed = 3;          // users that a text names
};

// data.logged_twice, split.test_logged_twice.
struct LoggedTwiceThresholds {
  // A client and a server log within seconds; nobody comes back so soon and not a minute later.
  static constexpr double kSecondsNear = 10.0, kSecondsFar = 60.0;  // seen
  static constexpr double kMinTimesAsDense = 5.0;                   // seen: plays of one track
  static constexpr double kMinRows = 50.0;                          // few
  static constexpr double kMinShare = 0.01;                         // size
  static constexpr double kMinOfTest = 0.05;                        // size: of the test rows
  static constexpr std::uint64_t kMaxBack = 50;  // cost: rows that are looked back
};

// data.narrows_item.
struct NarrowingThresholds {
  static constexpr std::uint64_t kMaxRows = 50'000;     // cost
  static constexpr std::uint64_t kRowsAnItem = 64;      // cost: that may stand for an item
  static constexpr std::uint64_t kMaxTries = 8;         // cost: rows that are tried as a partner
  static constexpr std::uint64_t kMaxBack = 10;         // cost: rows on either side
  static constexpr std::size_t kMinPairs = 500;         // few
  static constexpr std::size_t kMinVisitPairs = 2'000;  // few: fewer are visits by chance
  static constexpr std::size_t kMinItems = 10;          // few
  // seen: where every visit is a single row, places of users who travel, with items of one place
  // each, show .2; prices, shelves and suppliers show .35 and more
  static constexpr double kMinExcess = 0.25;
  static constexpr double kMinErrors = 5.0;                                  // chance
  static constexpr std::int64_t kVisit = std::int64_t{60} * 60 * 1'000'000;  // seen: an hour
};

// data.names_next: a property of the next row.
struct NextStepThresholds {
  static constexpr double kMinNext = 50.0;   // few
  static constexpr double kMinErrors = 5.0;  // chance
  static constexpr double kMinShare = 0.05;  // size
  static constexpr double kMinRatio = 8.0;   // seen: sections of news follow one another
};

// Facts of rows.
struct RowFactThresholds {
  static constexpr std::size_t kMaxRows = 20'000;  // cost: of a sample
  static constexpr std::size_t kMaxGroup = 5'000;  // cost: rows; larger groups are left out
};

// data.tells_split.
struct SplitIndicatorThresholds {
  static constexpr std::size_t kMaxValues = 3;  // of a flag: yes, no, unknown
  static constexpr double kMinRows = 100.0;     // few: of each part
  static constexpr double kMinVariation = 0.5;  // size: of the test rows
  static constexpr double kMaxUsual = 0.2;      // seen: of the test's variation, before the test
};

// data.later_times, data.tells_test_target and totals in tables of users and items.
struct TableThresholds {
  static constexpr std::size_t kMinLater = 10;    // few
  static constexpr double kMinLaterShare = 0.01;  // size
  static constexpr double kWithinData = 0.95;     // seen: of later times, some are planned
  static constexpr std::size_t kRowsALevel = 20;  // few: texts of more levels fit anything
};

// data.fits_test.
struct TrainedThresholds {
  static constexpr std::size_t kMaxPairs = 10;     // cost: of a user
  static constexpr std::size_t kMinUsers = 100;    // few
  static constexpr std::size_t kMaxNamed = 20;     // cost: items that a value may name
  static constexpr std::size_t kUsersALevel = 20;  // few: fewer have no taste in common
  static constexpr std::size_t kMaxTakers = 100;   // cost: of an item, asked for another
  static constexpr double kMinErrors = 6.0;        // chance: what fits was chosen before
  static constexpr double kMinLift = 1.5;          // seen: popular items go with everything
};

}  // namespace twotower
