#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "features/kinds/category.h"
#include "features/kinds/number.h"
#include "features/kinds/tags.h"
#include "features/kinds/text.h"
#include "features/kinds/vector.h"
#include "features/sequence_options.h"

namespace twotower {

// The feature kinds that are columns: a kind is its files in kinds/ and a line here. Everything
// else (config, help, schema, fitting, encoding, bundle, its place in a tower) follows from its
// options struct and the ColumnForm that it gives.
using ColumnFeatureOptions = std::variant<  //
    IdOptions,                              //
    CategoryOptions,                        //
    TagsOptions,                            //
    NumberOptions,                          //
    TextOptions,                            //
    VectorOptions>;

// Named features, in the order of the config, which is the order of their columns in a tower.
using ColumnFeatures = std::vector<std::pair<std::string, ColumnFeatureOptions>>;

// The user side may have sequences, too.
template <typename... Kinds>
std::variant<Kinds..., SequenceOptions> with_sequence(const std::variant<Kinds...>&);
using UserFeatureOptions = decltype(with_sequence(std::declval<ColumnFeatureOptions>()));
using UserFeatures = std::vector<std::pair<std::string, UserFeatureOptions>>;

// Names of features that are not to be chosen automatically.
struct FeaturesOff {
  std::vector<std::string> user;
  std::vector<std::string> item;
  std::vector<std::string> context;

  static void visit_options(auto& self, auto&& visit) {
    visit("user", self.user, "User features switched off; history is one.");
    visit("item", self.item, "Item features switched off; item_id is one.");
    visit("context", self.context, "Context features switched off.");
  }
};

// What the towers know of a user, an item and the moment of a request.
// An option of a feature that will be chosen automatically: --set
// features.user.history.encoder=mean where the config names no features of that side.
struct FeatureChange {
  std::string path;  // features.user.history.encoder
  Value value;
};

struct FeaturesOptions {
  std::optional<UserFeatures> user;
  std::optional<ColumnFeatures> item;
  std::optional<ColumnFeatures> context;
  FeaturesOff off;
  std::vector<FeatureChange> changes;  // not written: what was chosen has them

  static void visit_options(auto& self, auto&& visit) {
    visit("user", self.user, "User features, including the history.");
    visit("item", self.item, "Item features.");
    visit("context", self.context,
          "Context features, known at request time; read by the user tower.");
    visit("switched_off", self.off,
          "Features that are not chosen automatically. `features.SIDE.NAME: null`, or off, puts a "
          "name here.");
  }
};

}  // namespace twotower
