#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/option_tree.h"
#include "base/result.h"
#include "store/store.h"

namespace twotower {

// A generation that a server keeps.
struct KeptGeneration {
  std::string id;
  std::string folder;          // in the shelf
  std::int64_t added = 0;      // microseconds UTC
  std::int64_t activated = 0;  // when it last began to serve; 0: it never did
  std::string refused;         // why it may not, as it was last tried; "": it may

  static void visit_options(auto& self, auto&& visit) {
    visit("id", self.id, "");
    visit("folder", self.folder, "");
    visit("added", self.added, "");
    visit("activated", self.activated, "");
    visit("refused", self.refused, "");
  }
};

// Which generations a server has, and which one serves: a document of its store.
struct GenerationRecord {
  std::string active;   // "": none yet
  std::string offered;  // checksum of the manifest that was last taken or refused
  std::vector<KeptGeneration> generations;

  static void visit_options(auto& self, auto&& visit) {
    visit("active", self.active, "");
    visit("offered", self.offered, "");
    visit("generations", self.generations, "");
  }

  const KeptGeneration* find(const std::string& id) const;
  // Adds one, or gives the one of that id.
  KeptGeneration& add(const std::string& id, std::int64_t now);
  // Leaves that which serves, then those that served last, then the newest of the others; and
  // beside them the newest one that was refused, so that people can look at it.
  void prune(std::size_t keep);
  std::vector<std::string> folders() const;
};

// Empty where there is none yet. Fails with kStoreCorrupt.
Result<GenerationRecord> read_record(const Store& store);

}  // namespace twotower
