from shop import main

A = 1
