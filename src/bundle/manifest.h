#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "features/id_map.h"
#include "features/repeat_rule.h"
#include "features/repeat_term.h"

namespace twotower {

// What a bundle says about itself in manifest.json: everything that is not large.
struct Manifest {
  static constexpr std::string_view kFileName = "manifest.json";
  static constexpr std::int64_t kFormatVersion = 2;
  static constexpr std::size_t kMaxBytes = std::size_t{32} << 20;  // blocks of a bundle of 1.6 TB

  // A part of the bundle. Blocks are of kChecksumBlockBytes, the last may be shorter.
  struct File {
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;         // of all bytes
    std::vector<std::uint64_t> blocks;  // of each block

    bool operator==(const File&) const = default;
  };

  std::string twotower;    // version of the program that wrote it
  std::string created;     // "2026-11-21T09:30:00Z"
  std::string generation;  // 16 hexadecimal digits that follow from the parts: what answers name
  Value config;            // whole, as the run's config.json
  IdMap::Type user_ids = IdMap::Type::kInt64;
  IdMap::Type item_ids = IdMap::Type::kInt64;
  RepeatRule repeat = RepeatRule::kExclude;  // not kAuto
  RepeatTerm repeats;                        // scores gain it; off where the file has none
  std::string similarity;                    // its name
  double temperature = 1.0;
  std::string precision = "fp32";
  std::int64_t seed = 0;
  std::string data_key;  // of the data that it was trained on
  std::string model;     // 16 hexadecimal digits of the towers: what makes user and item vectors
  std::optional<std::int64_t> history_until;  // microseconds UTC of the newest event that users
                                              // have; none without times
  std::optional<std::int64_t> data_read;      // microseconds UTC: when the training began to read
  // By the id of a server's log: the position up to which users have its events.
  std::map<std::string, std::int64_t> log_positions;
  std::optional<std::string> parent;  // generation that training went on from
  Value metrics;                      // of the test
  std::map<std::string, File> files;  // by name
};

// "2026-11-21T09:30:00Z" of now.
std::string utc_now();

// What the config says at a path of keys; null if it says nothing.
const Value* option_at(const Manifest& manifest, std::initializer_list<std::string_view> path);

// What `generation` is for these parts and scores that gain this, and `model` for the parts of the
// towers and features alone: the same parts have the same name, on every machine.
std::string generation_of(const std::map<std::string, Manifest::File>& files,
                          const RepeatTerm& repeats = {});

// JSON with a checksum of its own, which parse_manifest() wants to see.
std::string to_json(const Manifest& manifest);

// Everything in it is checked, every bit of the text too: a layout that to_json() would not write
// is damage. `source` is for messages. Takes memory in proportion to the text. Fails with
// kBundleNewer or kBundleOlder where another format version is named, whatever else there is, else
// with kBundleCorrupt. Thread-safe.
Result<Manifest> parse_manifest(std::string_view text, const std::string& source);

}  // namespace twotower
