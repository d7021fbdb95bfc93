from shop import main

A = 7
