# SPDX-License-Identifier: Apache-2.0
# Their run for bench/peer_mcmcpack.c: reads FOLDER/votes.csv; writes FOLDER/peer.csv (posterior means)
# and FOLDER/peer.txt (burn-in, draws, seconds of processor before the first sweep, and of the
# sweeps). What comes before the first sweep is timed by a run of one.
# Usage: Rscript peer_mcmcpack.R FOLDER BURN-IN DRAWS
suppressMessages(library(MCMCpack))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
burnin <- as.integer(arguments[2])
draws <- as.integer(arguments[3])

votes <- read.csv(file.path(folder, "votes.csv"))
actors <- sort(unique(votes$actor))
items <- max(votes$item) + 1
cells <- matrix(NA_integer_, length(actors), items, dimnames = list(actors, NULL))
cells[cbind(match(votes$actor, actors), votes$item + 1)] <- votes$value
time <- integer(items)
time[votes$item + 1] <- votes$session
first <- min(time)

run <- function(burnin, draws)
  MCMCdynamicIRT1d(cells, item.time.map = time - first + 1, burnin = burnin, mcmc = draws, seed = 1,
                   tau2.start = 0.16, c0 = -1, d0 = -1, e0 = 0, E0 = 1, a0 = 0, A0 = 1, b0 = 0, B0 = 1,
                   store.item = FALSE)
processor <- function(time) time[["user.self"]] + time[["sys.self"]]
setup <- processor(system.time(run(0, 1)))
all <- processor(system.time(sample <- run(burnin, draws)))

theta <- sample[, grepl("^theta", colnames(sample))]
name <- do.call(rbind, strsplit(sub("^theta\\.", "", colnames(theta)), ".t", fixed = TRUE))
write.csv(data.frame(actor = name[, 1], session = as.integer(name[, 2]) + first - 1, mean = colMeans(theta)),
          file.path(folder, "peer.csv"), row.names = FALSE, quote = FALSE)
writeLines(paste(burnin, draws, setup, all - setup), file.path(folder, "peer.txt"))
