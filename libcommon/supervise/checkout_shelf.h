#pragma once

#include "supervise/checkout.h"
#include "supervise/checkout_claim.h"

/// Checkouts that nobody uses: kept clean ones, and what dead owners left.
namespace supervise {

/// Puts a clean checkout, with its claim, back for the next run of its commit, then sees to exp.keepTrees.
void keep_checkout(const experiment::Store& store, TreeClaim& claim);

/// Empties the checkout of a claim that we hold into its run's folder, removes it, and says what was found there. False (and
/// a warning) if something had to stay: then the checkout does.
bool clear_place(const experiment::Store& store, const TreePlace& place, const std::string& run_folder);

/// The run folder of the run that used a kept checkout last; "" if that is not known.
std::string last_user(const TreePlace& place);

}  // namespace supervise
