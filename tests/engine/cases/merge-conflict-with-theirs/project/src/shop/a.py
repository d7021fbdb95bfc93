A = 7
B = 1
C = 1
D = 3
